// Reading and writing without a table of all events: the functions that listen and send bring what they need.

import {
  type AnyDecoded,
  decodePayload,
  type EventReader,
  type EventWriter,
  type Lookup,
  lookup,
} from "./frame.js";
import { EncodeError, type EventCodec, type EventCodecs } from "./protocol.js";

/** Finds the events of codecs that were brought along; each makes what it finds by anew when there are more. */
function finder(): (codecs: EventCodecs) => Lookup {
  let known = 0;
  let find: Lookup = () => undefined;
  return (codecs) => {
    if (codecs.size !== known) {
      known = codecs.size;
      find = lookup(() => [...codecs.values()] as EventReader[]);
    }
    return find;
  };
}

/** Reads frames of the events that somebody listens to. */
export function decodeListened(
  read: (find: Lookup, frame: unknown) => AnyDecoded,
): (frame: unknown, codecs: EventCodecs) => AnyDecoded {
  const find = finder();
  return (frame, codecs) => read(find(codecs), frame);
}

/** Reads payloads that came without a frame, of the events that somebody listens to. */
export function decodeListenedPayload(name: string, payload: unknown, codecs: EventCodecs): AnyDecoded {
  const reader = codecs.get(name) as EventReader | undefined;
  return decodePayload(
    lookup(() => (reader === undefined ? [] : [reader])),
    name,
    payload,
  );
}

/** The codec that a function brought along, as what is sent is written by it. */
export function brought(codec: EventCodec | undefined): EventWriter {
  if (codec === undefined) throw new EncodeError("", "no such event");
  return codec;
}
