import { For, Match, Switch } from "solid-js";

/** The little of Markdown that people write in chats: code, bold and italic. */
export function Markdown(props: { readonly content: string }) {
  const parts = () => props.content.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)/).filter(Boolean);
  return (
    <For each={parts()}>
      {(part) => (
        <Switch fallback={part}>
          <Match when={/^`.+`$/s.test(part)}>
            <code>{part.slice(1, -1)}</code>
          </Match>
          <Match when={/^\*\*.+\*\*$/s.test(part)}>
            <strong>{part.slice(2, -2)}</strong>
          </Match>
          <Match when={/^\*.+\*$/s.test(part)}>
            <em>{part.slice(1, -1)}</em>
          </Match>
        </Switch>
      )}
    </For>
  );
}
