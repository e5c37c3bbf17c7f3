// Reading and writing without a table of all events: the functions that listen and send bring what they need.

import { encode } from "./encode.js";
import { decode, decodePayload, type FramedEvent, type FramePicture, type Lookup, lookup } from "./frame.js";
import { type Decoded, EncodeError, type EventCodec, type EventCodecs } from "./protocol.js";

type AnyEvent = FramedEvent<string, unknown>;
type AnyDecoded = Decoded<{ readonly name: string; readonly payload: unknown }, Record<string, unknown>>;

/** Finds the events of codecs that were brought along; each makes what it finds by anew when there are more. */
function finder(): (codecs: EventCodecs) => Lookup {
  let known = 0;
  let find: Lookup = () => undefined;
  return (codecs) => {
    if (codecs.size !== known) {
      known = codecs.size;
      find = lookup(() => Array.from(codecs.values() as Iterable<AnyEvent>, ({ reader }) => reader));
    }
    return find;
  };
}

/** Reads frames of the events that somebody listens to. */
export function decodeListened(
  pictures: readonly FramePicture[],
): (frame: unknown, codecs: EventCodecs) => AnyDecoded {
  const find = finder();
  return (frame, codecs) => decode(pictures, find(codecs), frame);
}

/** Reads payloads that came without a frame, of the events that somebody listens to. */
export function decodeListenedPayload(name: string, payload: unknown, codecs: EventCodecs): AnyDecoded {
  const reader = (codecs.get(name) as AnyEvent | undefined)?.reader;
  return decodePayload(
    lookup(() => (reader === undefined ? [] : [reader])),
    name,
    payload,
  );
}

/** Writes the frame of an event by the codec that was brought along. */
export function encodeBrought(
  pictures: readonly FramePicture[],
  codec: EventCodec<string, unknown> | undefined,
  payload: unknown,
  beside: object | undefined,
): string {
  if (codec === undefined) throw new EncodeError("", "no such event");
  return encode(pictures, [(codec as AnyEvent).writer], codec.name, payload, beside);
}

/** Writes the payload of an event, which travels beside its name, by the codec that was brought along. */
export function encodeBroughtPayload(
  codec: EventCodec<string, unknown> | undefined,
  payload: unknown,
): string {
  if (codec === undefined) throw new EncodeError("", "no such event");
  return String(codec.write(payload));
}
