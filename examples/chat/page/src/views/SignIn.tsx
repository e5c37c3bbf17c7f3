import { createSignal, Show } from "solid-js";

import type { Server, User } from "../server/server.js";
import { Mark } from "./icons.jsx";

export function SignIn(props: { readonly server: Server; onSignedIn(user: User): void }) {
  const [name, setName] = createSignal("");
  const [refusal, setRefusal] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      props.onSignedIn(await props.server.signIn(name()));
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  }

  return (
    <main class="sign-in">
      <form class="sign-in-card" onSubmit={submit}>
        <Mark class="sign-in-mark" />
        <h1>samewire chat</h1>
        <p class="quiet">Everybody gets the same events, in the browser and on the desktop.</p>
        <label for="name">Your name</label>
        <input
          id="name"
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
          autocomplete="nickname"
          maxlength="24"
          required
          autofocus
          placeholder="Mary Shelley"
          aria-describedby="refusal"
        />
        <p id="refusal" class="refusal" role="alert">
          <Show when={refusal()}>{refusal()}</Show>
        </p>
        <button type="submit" class="primary" disabled={isBusy()}>
          Come in
        </button>
        <p class="small quiet">
          No password: this is a demonstration. One name is one user, in as many windows as you like.
        </p>
      </form>
    </main>
  );
}
