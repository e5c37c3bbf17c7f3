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

/** Finds the events of codecs that were brought along; each makes what it finds `by` anew when there are more. */
function finder(by: typeof lookup): (codecs: EventCodecs) => Lookup {
  let known = 0;
  let find: Lookup = () => undefined;
  return (codecs) => {
    if (codecs.size !== known) {
      known = codecs.size;
      find = by(() => [...codecs.values()] as EventReader[]);
    }
    return find;
  };
}

/** Reads frames of the events that somebody listens to. */
export function decodeListened(
  read: (find: Lookup, frame: unknown) => AnyDecoded,
): (frame: unknown, codecs: EventCodecs) => AnyDecoded {
  const find = finder(lookup);
  return (frame, codecs) => read(find(codecs), frame);
}

/**
 * Reads payloads that came without a frame, of the events that somebody listens to. Their names are those on the wire, or
 * what they are called in code if they are found by `named`.
 */
export function decodeListenedPayload(
  by: typeof lookup = lookup,
): (name: string, payload: unknown, codecs: EventCodecs) => AnyDecoded {
  const find = finder(by);
  return (name, payload, codecs) => decodePayload(find(codecs), name, payload);
}

/** The codec that a function brought along, as what is sent is written by it. */
export function brought(codec: EventCodec | undefined): EventWriter {
  if (codec === undefined) throw new EncodeError("", "no such event");
  return codec;
}
