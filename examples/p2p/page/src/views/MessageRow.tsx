import type { Message } from "@events/types.js";

import { Time } from "./Time.jsx";

export function MessageRow({ message }: { readonly message: Message }) {
  const { direction, text, timestamp, delivered, delivery_method, reactions } = message;
  return (
    <li className="message" data-direction={direction}>
      <p className="bubble">
        {text}
        <span className="message-foot">
          {direction === "received" && delivery_method === "offline" && <span>while away</span>}
          <Time of={timestamp} />
          {direction === "sent" && <DeliveredMark delivered={delivered} />}
        </span>
      </p>
      {reactions !== undefined && reactions.length > 0 && (
        <ul className="reactions" aria-label="Reactions">
          {reactions.map(({ emoji, from }) => (
            <li key={`${emoji} ${from}`} title={`by ${from}`}>
              {emoji} <span className="hidden">by {from}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function DeliveredMark({ delivered }: { readonly delivered: boolean }) {
  return (
    <span className="mark" data-good={delivered} title={delivered ? "Delivered" : "Sent"}>
      <span aria-hidden="true">{delivered ? "✓✓" : "✓"}</span>
      <span className="hidden">{delivered ? "Delivered" : "Sent"}</span>
    </span>
  );
}
