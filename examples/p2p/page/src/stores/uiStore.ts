// How the page looks, and what it has to say of itself. The connection's state is asked of the connection.

import { create } from "zustand";
import { persist } from "zustand/middleware";

const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export interface UiState {
  readonly theme: Theme;
  /** Events that the manifest does not know, by name; frames that name none are under "". */
  readonly unknown: ReadonlyMap<string, number>;
  /** What went wrong last, in words. */
  readonly problem: string | undefined;
  setTheme(theme: Theme): void;
  addUnknown(name: string): void;
  setProblem(problem: string): void;
}

/** The theme lasts. */
export const useUiStore = create<UiState>()(
  persist(
    (set) => ({
      theme: "system",
      unknown: new Map(),
      problem: undefined,
      setTheme: (theme) => set({ theme }),
      addUnknown: (name) =>
        set(({ unknown }) => ({ unknown: new Map(unknown).set(name, (unknown.get(name) ?? 0) + 1) })),
      setProblem: (problem) => set({ problem }),
    }),
    {
      name: "samewire-p2p",
      partialize: ({ theme }) => ({ theme }),
      merge: (kept, current) => ({ ...current, theme: themeOf(kept) }),
    },
  ),
);

/** What another version of the page has kept may be anything. */
function themeOf(kept: unknown): Theme {
  const theme = (kept as { readonly theme?: unknown } | undefined)?.theme;
  return THEMES.find((known) => known === theme) ?? "system";
}
