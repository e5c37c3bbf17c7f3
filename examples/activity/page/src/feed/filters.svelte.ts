// Which entries are shown. New ones are judged as they come.

import { type Entry, GROUPS, type Group, LEVELS, type Level } from "./entry.js";

/** What is chosen, for the page that comes after this one. */
export interface Chosen {
  readonly levels: readonly Level[];
  readonly groups: readonly Group[];
  readonly text: string;
}

export const ALL_GROUPS = Object.keys(GROUPS) as readonly Group[];

export class Filters {
  levels: readonly Level[] = $state.raw(LEVELS);
  groups: readonly Group[] = $state.raw(ALL_GROUPS);
  text: string = $state("");

  /** Whether anything is left out. */
  get isOn(): boolean {
    return (
      this.levels.length < LEVELS.length || this.groups.length < ALL_GROUPS.length || this.text.trim() !== ""
    );
  }

  /** Whether all words of the search are in what the entry says. */
  matches(entry: Entry): boolean {
    if (!this.levels.includes(entry.level) || !this.groups.includes(entry.group)) return false;
    const words = this.text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return true;
    const text = said(entry);
    return words.every((word) => text.includes(word));
  }

  reset(): void {
    this.choose({ levels: LEVELS, groups: ALL_GROUPS, text: "" });
  }

  choose({ levels, groups, text }: Chosen): void {
    this.levels = levels;
    this.groups = groups;
    this.text = text;
  }

  get chosen(): Chosen {
    return { levels: this.levels, groups: this.groups, text: this.text };
  }
}

function said({ title, text, parts, frame }: Entry): string {
  const fields = parts.map(({ name, payload }) => `${name} ${JSON.stringify(payload)}`);
  return [title, text, ...fields, frame].join("\n").toLowerCase();
}
