import type { Entry } from "../player/commands.js";
import * as commands from "../player/commands.js";
import type { Player } from "../player/usePlayer.js";
import { Cover, IconButton } from "./icons.jsx";

export function Queue({ player }: { readonly player: Player }) {
  const { queue } = player;
  if (queue.length === 0) return <p className="empty quiet">The queue is empty. Play something.</p>;
  return (
    <>
      <div className="queue-head">
        <p className="quiet small">{queue.length === 1 ? "1 track" : `${queue.length} tracks`}</p>
        <button type="button" className="plain small" onClick={commands.queueClear}>
          Clear the queue
        </button>
      </div>
      <ol className="queue">
        {queue.map((entry, position) => (
          <Place key={entry.key} player={player} entry={entry} position={position} />
        ))}
      </ol>
    </>
  );
}

interface PlaceProps {
  readonly player: Player;
  readonly entry: Entry;
  readonly position: number;
}

function Place({ player: { tracks, queue, queueState }, entry, position }: PlaceProps) {
  const { title = "?", artist = "", album = "" } = tracks.get(entry.track_id) ?? {};
  const isCurrent = position === queueState.current_index;
  return (
    <li className={isCurrent ? "current" : ""} aria-current={isCurrent || undefined}>
      <button type="button" className="queue-track" onClick={() => commands.queueJump(position)}>
        <Cover album={album} />
        <span>
          <span className="queue-title">{title}</span>
          <span className="quiet small">{artist}</span>
        </span>
      </button>
      <IconButton
        name="up"
        label={`Move ${title} up in the queue`}
        isDisabled={position === 0}
        onClick={() => commands.queueMove(position, position - 1)}
      />
      <IconButton
        name="down"
        label={`Move ${title} down in the queue`}
        isDisabled={position === queue.length - 1}
        onClick={() => commands.queueMove(position, position + 1)}
      />
      <IconButton
        name="close"
        label={`Take ${title} out of the queue`}
        onClick={() => commands.queueRemove(position)}
      />
    </li>
  );
}
