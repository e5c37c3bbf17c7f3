import { serverEvents } from "@events/index.js";

import type { Tally } from "../player/useTally.js";

/** What comes from the app, as it comes. */
export function Wire({ tally }: { readonly tally: Tally }) {
  return (
    <>
      <p className="tally">
        <strong>{tally.different}</strong> of {serverEvents.length} events heard
      </p>
      <ul className="counts">
        {serverEvents.map((name) => (
          <li key={name} data-event={name} className={state(tally, name)}>
            <span>{name}</span>
            <span>{tally.counts[name]}</span>
          </li>
        ))}
      </ul>
      <h3>Problems</h3>
      <ul className="problems">
        {tally.problems.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
        {tally.problems.length === 0 && <li className="quiet">None: nothing was refused or lost.</li>}
      </ul>
      <h3>Last events</h3>
      <ol className="heard">
        {tally.heard.map(({ id, name, payload }) => (
          <li key={id}>
            <strong>{name}</strong>
            <code>{payload}</code>
          </li>
        ))}
      </ol>
    </>
  );
}

function state({ counts, last }: Tally, name: keyof Tally["counts"]): string {
  if (counts[name] === 0) return "none";
  return last === name ? "fresh" : "";
}
