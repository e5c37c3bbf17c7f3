import { createResource, Show } from "solid-js";

import { browserServer } from "../server/browser.js";
import { desktopServer, isDesktop } from "../server/desktop.js";
import type { User } from "../server/server.js";
import { ChatPage } from "./ChatPage.jsx";
import { SignIn } from "./SignIn.jsx";

/** The one place where the page asks where it runs. */
const server = isDesktop ? desktopServer() : browserServer();

export function App() {
  const [user, { mutate }] = createResource<User | undefined>(() => server.signedIn().catch(() => undefined));
  return (
    <Show when={!user.loading}>
      <Show when={user()} keyed fallback={<SignIn server={server} onSignedIn={mutate} />}>
        {(user) => <ChatPage server={server} user={user} onSignedOut={() => mutate(undefined)} />}
      </Show>
    </Show>
  );
}
