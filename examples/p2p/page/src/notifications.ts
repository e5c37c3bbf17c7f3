// Notifications of the desktop, where the user wants them.

/** Says that a message has come; `opened` is called when the user asks for it. */
export type Notify = (from: string, text: string, opened: () => void) => void;

/** How much of a message is shown. */
const PREVIEW = 120;

/** Nothing, unless the user has allowed it. */
export const notify: Notify = (from, text, opened) => {
  if (permission() !== "granted") return;
  const letters = [...text];
  const body = letters.length > PREVIEW ? `${letters.slice(0, PREVIEW - 1).join("")}…` : text;
  // One for each contact: the latest takes the place of the one before.
  const notification = new Notification(from, { body, tag: from });
  notification.onclick = () => {
    window.focus();
    opened();
    notification.close();
  };
};

/** What the user has said; `denied` too where the browser has no notifications, or a page may not make them. */
export function permission(): NotificationPermission {
  return "Notification" in window ? Notification.permission : "denied";
}
