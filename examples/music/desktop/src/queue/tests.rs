use super::{LoopMode, Queue};
use crate::events::ServerEvent;
use crate::events::server::QueueUpdatedAction as Action;
use crate::player::Told;

fn queue(track_ids: &[i64]) -> Queue {
    let mut queue = Queue { random: fastrand::Rng::with_seed(7), ..Queue::default() };
    queue.add(track_ids, &mut Told::default());
    queue
}

fn tracks(queue: &Queue) -> Vec<i64> {
    queue.entries().iter().map(|entry| entry.track_id).collect()
}

/// What is told, in short: `added [0, 1] of 2`, `at 1`.
fn told(of: impl FnOnce(&mut Told)) -> Vec<String> {
    let mut told = Told::default();
    of(&mut told);
    told.take()
        .into_iter()
        .map(|event| match event {
            ServerEvent::QueueUpdated(it) => {
                let action = serde_json::to_value(it.action).unwrap();
                let at = it.positions.map_or("all".to_owned(), |positions| format!("{positions:?}"));
                format!("{} {at} of {}", action.as_str().unwrap(), it.queue_length)
            }
            ServerEvent::QueueStateChanged(it) => format!("at {}", it.current_index),
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn tracks_come_behind_the_last() {
    let mut queue = queue(&[]);
    assert_eq!(told(|it| queue.add(&[5, 6], it)), ["added [0, 1] of 2"]);
    assert_eq!(told(|it| queue.add(&[7], it)), ["added [2] of 3"]);
    assert!(told(|it| queue.add(&[], it)).is_empty());
    assert_eq!(tracks(&queue), [5, 6, 7]);
}

#[test]
fn a_queue_is_replaced_and_begins_where_it_is_told_to() {
    let mut queue = queue(&[1]);
    assert_eq!(
        told(|it| queue.replace(&[5, 6, 7], 1, it)),
        ["cleared all of 0", "added [0, 1, 2] of 3", "at 1"]
    );
    assert_eq!(queue.current(), Some(6));
}

#[test]
fn what_is_taken_out_moves_the_place_that_is_played() {
    let mut queue = queue(&[5, 6, 7]);
    queue.jump(1, &mut Told::default());
    assert_eq!(told(|it| assert!(!queue.remove(0, it))), ["removed [0] of 2", "at 0"]);
    assert_eq!(told(|it| assert!(!queue.remove(9, it))), Vec::<String>::new());
    // The next one takes its place.
    assert_eq!(told(|it| assert!(queue.remove(0, it))), ["removed [0] of 1"]);
    assert_eq!(queue.current(), Some(7));
    assert_eq!(told(|it| assert!(queue.remove(0, it))), ["removed [0] of 0", "at -1"]);
}

#[test]
fn a_moved_place_keeps_what_is_played() {
    let mut queue = queue(&[5, 6, 7]);
    queue.jump(0, &mut Told::default());
    assert_eq!(told(|it| queue.reorder(2, 0, it)), ["reordered [2, 0] of 3", "at 1"]);
    assert_eq!((tracks(&queue), queue.current()), (vec![7, 5, 6], Some(5)));
    assert!(told(|it| queue.reorder(0, 3, it)).is_empty());
}

#[test]
fn shuffling_begins_with_what_is_played_and_is_undone() {
    let ids: Vec<i64> = (0..20).collect();
    let mut queue = queue(&ids);
    queue.reorder(0, 1, &mut Told::default());
    let order = tracks(&queue);
    queue.jump(4, &mut Told::default());
    assert_eq!(told(|it| queue.shuffle(true, it)), ["shuffled all of 20", "at 0"]);
    assert_ne!(tracks(&queue), order);
    assert_eq!(tracks(&queue)[0], 4);
    assert_eq!(told(|it| queue.shuffle(false, it)), ["reordered all of 20", "at 4"]);
    assert_eq!(tracks(&queue), order);
}

#[test]
fn it_ends_or_begins_anew_or_stays() {
    let mut queue = queue(&[5, 6]);
    queue.begin(&mut Told::default());
    assert_eq!(told(|it| queue.advance(it)), ["at 1"]);
    queue.set_loop(LoopMode::One, &mut Told::default());
    assert!(told(|it| queue.advance(it)).is_empty());
    queue.set_loop(LoopMode::All, &mut Told::default());
    assert_eq!(told(|it| queue.advance(it)), ["at 0"]);
    assert!(told(|it| queue.previous(it)).is_empty());
    queue.jump(1, &mut Told::default());
    queue.set_loop(LoopMode::None, &mut Told::default());
    assert_eq!(told(|it| queue.next(it)), ["at -1"]);
    assert!(told(|it| queue.next(it)).is_empty());
}

#[test]
fn tracks_that_are_gone_leave_all_their_places() {
    let mut queue = queue(&[5, 6, 5]);
    let (mut told, mut places) = (Told::default(), Vec::new());
    queue.forget(&[5], &mut told);
    for event in told.take() {
        if let ServerEvent::QueueUpdated(it) = event {
            assert_eq!(it.action, Action::Removed);
            places.extend(it.positions.unwrap());
        }
    }
    assert_eq!((places, tracks(&queue)), (vec![2, 0], vec![6]));
}
