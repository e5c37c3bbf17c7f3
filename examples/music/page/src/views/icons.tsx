const PATHS = {
  add: "M12 5v14M5 12h14",
  back: "M18 6 9.5 12 18 18zM6.5 6v12",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.5 2",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  disc: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  down: "M6.5 9.5 12 15l5.5-5.5",
  forward: "M6 6l8.5 6L6 18zM17.5 6v12",
  gear: "M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M18.4 5.6l-1.8 1.8M7.4 16.6l-1.8 1.8",
  heart: "M12 20S4 15 4 9.3A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.3C20 15 12 20 12 20z",
  list: "M4 7h11M4 12h11M4 17h7M18 12v7M15 15.5h6",
  loop: "M17 3.5 20 6.5l-3 3M20 6.5H8a4 4 0 0 0-4 4V12M7 20.5 4 17.5l3-3M4 17.5h12a4 4 0 0 0 4-4V12",
  pause: "M8 5.5v13M16 5.5v13",
  play: "M7.5 5v14l11-7z",
  queue: "M4 6h16M4 11h16M4 16h9M4 21h9",
  scan: "M20 12a8 8 0 1 1-2.5-5.800M20 3v4.5h-4.5",
  shuffle: "M3 7h3.5c5 0 5 10 10 10H21M3 17h3.5c5 0 5-10 10-10H21M18.5 4 21.5 7l-3 3M18.5 14l3 3-3 3",
  up: "M6.5 14.5 12 9l5.5 5.5",
  wire: "M3 8h8a4 4 0 0 1 4 4 4 4 0 0 0 4 4h2M3 16h5M18 8h3",
} as const;

/** A drawing of one colour, which only goes with a text or a label. */
export function Icon({ name, isSolid }: { readonly name: keyof typeof PATHS; readonly isSolid?: boolean }) {
  return (
    <svg className={isSolid ? "icon solid" : "icon"} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A button that is only a drawing. */
export function IconButton(props: {
  readonly name: keyof typeof PATHS;
  readonly label: string;
  readonly isPressed?: boolean;
  readonly isSolid?: boolean;
  readonly isDisabled?: boolean;
  readonly className?: string;
  onClick(): void;
}) {
  return (
    <button
      type="button"
      className={`icon-button ${props.className ?? ""}`}
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.isPressed}
      disabled={props.isDisabled}
      onClick={props.onClick}
    >
      <Icon name={props.name} isSolid={props.isSolid ?? false} />
    </button>
  );
}

/** A cover that an album always has. */
export function Cover({ album, isLarge }: { readonly album: string; readonly isLarge?: boolean }) {
  const hue = [...album].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  const at = hue % 40;
  return (
    <svg className={isLarge ? "cover large" : "cover"} viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" fill={`hsl(${hue} 45% 42%)`} />
      <circle cx={at} cy="30" r="19" fill={`hsl(${(hue + 40) % 360} 60% 58%)`} />
      <circle cx={40 - at} cy="9" r="10" fill={`hsl(${(hue + 310) % 360} 65% 70%)`} fillOpacity="0.85" />
    </svg>
  );
}
