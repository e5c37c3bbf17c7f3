// A page that listens, over a transport in the test's hands.

import type { Problem } from "../../../runtime/typescript/dispatch.js";
import { createEvents } from "../../../runtime/typescript/events.js";
import { FakeClock, FakeTransport } from "./fakes.js";
import { talk } from "./talk.js";

export function setUp() {
  const transport = new FakeTransport();
  const protocol = talk();
  const clock = new FakeClock();
  const events = createEvents(protocol, transport, { clock });
  const problems: Problem[] = [];
  events.onError((problem) => problems.push(problem));
  const heard: string[] = [];
  const hear = (text: string) => () => {
    heard.push(text);
  };
  return { transport, protocol, clock, events, problems, heard, hear };
}
