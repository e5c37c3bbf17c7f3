import "@fontsource-variable/inter";
import "./style/base.css";
import "./style/frame.css";
import "./style/conversation.css";
import "./style/call.css";
import "./style/wire.css";

import { render } from "solid-js/web";

import { App } from "./views/App.jsx";

const root = document.getElementById("root");
if (root !== null) render(() => <App />, root);
