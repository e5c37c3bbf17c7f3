import "@fontsource-variable/figtree";
import "./style/base.css";
import "./style/frame.css";
import "./style/tracks.css";
import "./style/bar.css";
import "./style/panel.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./views/App.jsx";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
