import type { Connection } from "@events/protocol.js";

import { ATTEMPTS } from "../connection.js";

interface Props {
  readonly connection: Connection;
  onReconnect(): void;
}

/** A dot with words, and a way to connect by hand where that is of use. */
export function ConnectionStatus({ connection, onReconnect }: Props) {
  const { state } = connection;
  const isCut = state === "waiting" || state === "failed";
  return (
    <div className="connection" data-state={state}>
      <p role="status">
        <span className="dot" data-good={state === "open"} aria-hidden="true" />
        {inWords(connection)}
      </p>
      {isCut && (
        <button type="button" className="plain" onClick={onReconnect}>
          {state === "failed" ? "Connect again" : "Connect now"}
        </button>
      )}
    </div>
  );
}

function inWords(connection: Connection): string {
  switch (connection.state) {
    case "open":
      return "Connected";
    case "connecting":
      return connection.attempt === 1
        ? "Connecting…"
        : `Connecting, attempt ${connection.attempt - 1} of ${ATTEMPTS}…`;
    case "waiting":
      return `Disconnected. Attempt ${connection.attempt - 1} of ${ATTEMPTS} comes in ${Math.ceil(connection.delay / 1_000)} s.`;
    case "failed":
      return "Disconnected. The server cannot be reached.";
    case "closed":
      return "Disconnected";
  }
}
