// What the page's build knows.
/// <reference path="../../examples/p2p/page/node_modules/vite/client.d.ts" />
