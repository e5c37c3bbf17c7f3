import type { Settings } from "../settings.js";

/** Asks for what the page's address does not say, and comes back with it there. */
export function SignIn({ settings }: { readonly settings: Settings }) {
  return (
    <main className="sign-in">
      <form method="get">
        <h1 className="brand">samewire p2p</h1>
        <p className="quiet">
          <code>examples/p2p/run</code> prints addresses that say who you are. Or say it here.
        </p>
        <label>
          Your name
          <input name="user" defaultValue={settings.user} autoComplete="username" required />
        </label>
        <label>
          Your token
          <input name="token" type="password" autoComplete="current-password" required />
        </label>
        <label>
          The server
          <input name="server" type="url" defaultValue={settings.server} required />
        </label>
        <button type="submit" className="primary">
          Come in
        </button>
      </form>
    </main>
  );
}
