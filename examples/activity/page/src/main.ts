import "@fontsource-variable/inter";
import "./style/base.css";
import "./style/frame.css";
import "./style/feed.css";

import { mount } from "svelte";

import App from "./views/App.svelte";

const target = document.getElementById("root");
if (target !== null) mount(App, { target });
