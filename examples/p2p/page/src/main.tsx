import "@fontsource-variable/figtree";
import "./style/base.css";
import "./style/frame.css";
import "./style/conversation.css";

import { createEvents } from "@events/index.js";
import { heldTransport } from "@events/react.js";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { socketOf } from "./connection.js";
import { isComplete, settingsOf } from "./settings.js";
import { App } from "./views/App.jsx";
import { SignIn } from "./views/SignIn.jsx";

const settings = settingsOf(location.search);
const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<StrictMode>{page()}</StrictMode>);

/** The events are made once for the page: each `createEvents` is a connection. */
function page() {
  if (!isComplete(settings)) return <SignIn settings={settings} />;
  // What the server says before the handlers are there is held.
  const transport = heldTransport(socketOf(settings));
  return <App user={settings.user} transport={transport} events={createEvents(transport)} />;
}
