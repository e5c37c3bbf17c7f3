const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

/** The time of day, or the day itself where it is not today. */
export function Time({ of }: { readonly of: string | number }) {
  const date = new Date(of);
  const isToday = date.toDateString() === new Date().toDateString();
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()}>
      {(isToday ? TIME : DAY).format(date)}
    </time>
  );
}
