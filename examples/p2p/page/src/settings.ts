// Who the user is, and where the server: from the page's address, or what the build was given.

export interface Settings {
  /** The user whom the server knows by the token. */
  readonly user: string;
  readonly token: string;
  /** The address of the socket, without the token. */
  readonly server: string;
}

/** `VITE_P2P_USER`, `VITE_P2P_TOKEN` and `VITE_P2P_SERVER` when the page was built. */
const BUILT: Settings = {
  user: import.meta.env["VITE_P2P_USER"] ?? "",
  token: import.meta.env["VITE_P2P_TOKEN"] ?? "",
  server: import.meta.env["VITE_P2P_SERVER"] ?? "ws://127.0.0.1:8081/events",
};

/** `?user=alice&token=…&server=ws://…`; what is left out is what the build was given. */
export function settingsOf(query: string): Settings {
  const asked = new URLSearchParams(query);
  const given = (key: keyof Settings) => asked.get(key) || BUILT[key];
  return { user: given("user"), token: given("token"), server: given("server") };
}

/** Whether all is there to connect with. */
export function isComplete({ user, token }: Settings): boolean {
  return user !== "" && token !== "";
}
