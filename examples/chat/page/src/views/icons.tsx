const PATHS = {
  answer: "M5 12.5 10 17.5 19 7.5",
  close: "M6 6l12 12M18 6 6 18",
  down: "M7 10l5 5 5-5",
  hash: "M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  leave: "M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 16l-4-4 4-4M6 12h9",
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  muted: "M9 9V6a3 3 0 0 1 6 0v5M5.5 11a6.5 6.5 0 0 0 10.5 5.1M18.3 13a6 6 0 0 0 .2-2M12 17.5V21M4 4l16 16",
  phone:
    "M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3a2 2 0 0 1-2 2A15.5 15.5 0 0 1 4 5.5a2 2 0 0 1 2-2",
  screen: "M4 5h16v11H4zM9 20h6M12 16v4",
  send: "M4 12 20 4.5 15 20l-3.5-6.5zM11.5 13.5 20 4.5",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  video: "M4 7h10v10H4zM14 11l6-3.5v9L14 13",
  voice: "M5 10v4M9 7v10M13 4v16M17 8v8M21 11v2",
  wire: "M3 8h8a4 4 0 0 1 4 4 4 4 0 0 0 4 4h2M3 16h5M18 8h3",
} as const;

/** A drawing of one colour. Without a label it only goes with a text. */
export function Icon(props: {
  readonly name: keyof typeof PATHS;
  readonly class?: string;
  readonly label?: string;
}) {
  return (
    <svg
      class={`icon ${props.class ?? ""}`}
      viewBox="0 0 24 24"
      role={props.label === undefined ? "presentation" : "img"}
      aria-label={props.label}
      aria-hidden={props.label === undefined ? "true" : undefined}
    >
      <path d={PATHS[props.name]} />
    </svg>
  );
}

export function Mark(props: { readonly class?: string }) {
  return (
    <svg class={`mark ${props.class ?? ""}`} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M5.5 16H13c4.5 0 4-6 8.5-6M13 16c4.5 0 4 6 8.5 6" />
      <circle cx="23.5" cy="10" r="2.6" />
      <circle cx="23.5" cy="22" r="2.6" />
    </svg>
  );
}
