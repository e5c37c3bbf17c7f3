// A window of the desktop app, as far as the chat's page sees it: Tauri's ways, and the plugin behind them.

/** What happens on the app's Rust side. */
export interface Desktop {
  /** Resolves when the page has asked to sign out. */
  signingOut(): Promise<void>;
  /** An event comes for who signs out. */
  late(): void;
  /** The connection ends. */
  end(): void;
  /** An event comes for who is signed in. */
  hello(): void;
}

declare global {
  var desktop: Desktop;
}

/** Runs in the page, before its own scripts. What nobody listened to is kept for the next one who asks, as in the app. */
export function pretendDesktop(): void {
  type Handler = (event: { readonly payload: unknown }) => void;
  const handlers: Handler[] = [];
  const listening = new Map<number, string>();
  const kept: string[] = [];
  let connection: object = { state: "open" };
  let asked: () => void = () => {};
  const signedOut = new Promise<void>((resolve) => {
    asked = resolve;
  });

  function emit(name: string, payload: unknown): void {
    for (const [id, event] of listening) if (event === name) handlers[id]?.({ payload });
  }
  function relay(name: string): void {
    const frame = JSON.stringify({ type: name });
    kept.push(frame);
    emit("samewire:frame", { frame });
  }
  function turn(state: object): void {
    connection = state;
    emit("samewire:connection", state);
  }
  function ready(link: unknown, position = 0): void {
    const missed = kept.slice(position).map((frame) => ["samewire:frame", { frame }]);
    const answer = { link, session: "one", position: kept.length, dropped: 0, connection, missed };
    emit("samewire:ready", answer);
  }

  type Arguments = { readonly [name: string]: unknown };
  const commands: { readonly [name: string]: (args: Arguments) => unknown } = {
    "plugin:event|listen": ({ event, handler }) => {
      listening.set(handler as number, event as string);
      return handler;
    },
    "plugin:event|unlisten": ({ eventId }) => listening.delete(eventId as number),
    "plugin:samewire|ready": ({ link, position }) => ready(link, position as number | undefined),
    signed_in: () => null,
    sign_in: ({ name }) => {
      turn({ state: "open" });
      return { id: name, username: name, display_name: name };
    },
    sign_out: () => asked(),
    ask: () => ({ people: [], channels: [], calls: [], demo: false }),
  };
  const internals = {
    metadata: { currentWindow: { label: "main" }, currentWebview: { label: "main" } },
    transformCallback: (handler: Handler) => handlers.push(handler) - 1,
    invoke: async (name: string, args: Arguments = {}) => commands[name]?.(args),
  };
  const desktop: Desktop = {
    signingOut: () => signedOut,
    late: () => relay("only_for_mary"),
    end: () => turn({ state: "failed", reason: "closed by the app" }),
    hello: () => relay("hello_again"),
  };
  Object.assign(globalThis, {
    desktop,
    __TAURI_INTERNALS__: internals,
    __TAURI_EVENT_PLUGIN_INTERNALS__: { unregisterListener() {} },
  });
}
