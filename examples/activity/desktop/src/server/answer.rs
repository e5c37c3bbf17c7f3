//! An answer of the assistant, on its way in pieces.

use crate::app::types::{
    StreamEvent, StreamEventChunk, StreamEventCompleted, StreamEventError, StreamEventStarted,
    StreamEventStopped,
};

/// An answer that has begun. It has one stream id for as long as it lives, and counts its pieces itself: a piece under
/// another id, or out of turn, cannot be written down. Whatever ends it takes it away.
#[derive(Debug)]
pub struct Answer {
    session_id: String,
    stream_id: String,
    message_id: String,
    index: u32,
    content: String,
}

impl Answer {
    /// Begins one, and tells of it.
    pub fn begin(session_id: &str, number: u32) -> (Answer, StreamEvent) {
        let (session_id, stream_id) = (session_id.to_owned(), format!("stream-{number}"));
        let message_id = format!("answer-{number}");
        let started = StreamEventStarted {
            session_id: session_id.clone(),
            stream_id: stream_id.clone(),
            message_id: message_id.clone(),
        };
        (Answer { session_id, stream_id, message_id, index: 0, content: String::new() }, started.into())
    }

    /// The id of the message that it becomes.
    pub fn message_id(&self) -> &str {
        &self.message_id
    }

    /// The next piece.
    pub fn piece(&mut self, content: &str) -> StreamEvent {
        let index = self.index;
        self.index += 1;
        self.content.push_str(content);
        StreamEventChunk {
            session_id: self.session_id.clone(),
            stream_id: self.stream_id.clone(),
            message_id: self.message_id.clone(),
            content: content.to_owned(),
            index,
        }
        .into()
    }

    /// It is whole.
    pub fn complete(self) -> StreamEvent {
        let Answer { session_id, stream_id, message_id, content: final_content, .. } = self;
        StreamEventCompleted { session_id, stream_id, message_id, final_content }.into()
    }

    /// It broke off.
    pub fn break_off(self, error: &str) -> StreamEvent {
        let Answer { session_id, stream_id, .. } = self;
        StreamEventError { session_id, stream_id, error: error.to_owned(), retryable: true }.into()
    }

    /// The user stopped it.
    pub fn stop(self) -> StreamEvent {
        let Answer { session_id, stream_id, .. } = self;
        StreamEventStopped { session_id, stream_id }.into()
    }
}

#[cfg(test)]
mod tests {
    use super::Answer;
    use crate::app::types::StreamEvent;

    #[test]
    fn all_pieces_of_an_answer_have_one_id_and_numbers_in_turn() {
        let (mut answer, started) = Answer::begin("s", 3);
        let StreamEvent::Started(started) = started else { panic!() };
        for (number, text) in ["a", "b", "c"].into_iter().enumerate() {
            let StreamEvent::Chunk(chunk) = answer.piece(text) else { panic!() };
            assert_eq!(
                (chunk.stream_id.as_str(), chunk.index as usize),
                (started.stream_id.as_str(), number)
            );
        }
        let StreamEvent::Completed(completed) = answer.complete() else { panic!() };
        assert_eq!((completed.stream_id, completed.final_content), (started.stream_id, "abc".to_owned()));
    }
}
