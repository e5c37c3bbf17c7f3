#include "session.hpp"

#include <boost/asio/buffer.hpp>
#include <chrono>
#include <iterator>
#include <string_view>
#include <utility>

#include "answer.hpp"
#include "events.hpp"
#include "log.hpp"

namespace backend {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using beast::error_code;
using std::chrono::seconds;

constexpr seconds handshake_time{10};
// For the last frame to be written and the client to say goodbye.
constexpr seconds closing_time{5};

constexpr samewire::Limits frame_limits{longest_frame, 64};

}  // namespace

Session::Session(beast::tcp_stream stream, std::string user, Surroundings around)
    : socket_(std::move(stream)), deadline_(socket_.get_executor()), user_(std::move(user)), around_(around) {
  beast::get_lowest_layer(socket_).expires_never();  // from here on the WebSocket has its own timeouts
  socket_.set_option(websocket::stream_base::timeout{handshake_time, around_.limits.idle, true});
  socket_.read_message_max(longest_frame);
  socket_.text(true);
  socket_.auto_fragment(false);  // an event is one frame
}

void Session::start(const Request& request) {
  socket_.async_accept(request, [self = shared_from_this()](error_code error) {
    if (error) return log(self->user_, "no WebSocket: " + error.message());
    log(self->user_, "connected");
    self->attempt([&] { self->around_.hub.join(self); });
    self->read();
  });
}

void Session::send(Frame frame, std::optional<Place> message) {
  if (closing_) return;
  // So nobody can close another's session by typing fast.
  if (frame->is_volatile && queue_.size() >= (around_.limits.queue + 1) / 2) return;
  if (queue_.size() >= around_.limits.queue) {
    ++around_.hub.counts.slow;
    log(user_, "reads too slowly: " + std::to_string(queue_.size()) + " frames wait");
    return close(Closing::TryAgainLater);
  }
  queue_.push_back({std::move(frame), message});
  if (queue_.size() == 1) write();
}

void Session::close(Closing reason) {
  if (closing_) return;
  closing_ = true;
  if (!queue_.empty()) queue_.erase(std::next(queue_.begin()), queue_.end());
  // Goes out behind the frame that is being written; how the client answers is heard by the one who reads.
  socket_.async_close(static_cast<websocket::close_code>(reason), [self = shared_from_this()](error_code) {});
  deadline_.expires_after(closing_time);
  deadline_.async_wait([self = shared_from_this()](error_code error) {
    if (!error) self->cut();
  });
}

void Session::read() {
  socket_.async_read(buffer_, [self = shared_from_this()](error_code error, std::size_t) { self->on_read(error); });
}

// The one place where a session ends, whoever ended it.
void Session::on_read(error_code error) {
  if (error) {
    log(user_, "disconnected: " + error.message());
    deadline_.cancel();
    cut();
    contain(user_, [this] { around_.hub.leave(*this); });
    return;
  }
  if (!closing_) attempt([this] { take_frame(); });
  buffer_.clear();
  read();
}

void Session::take_frame() {
  if (!socket_.got_text()) {
    log(user_, "sent a binary frame");
    return close(Closing::UnacceptableData);
  }
  const auto bytes = buffer_.cdata();
  const auto event = p2p::decode_client_event({static_cast<const char*>(bytes.data()), bytes.size()}, frame_limits);
  if (!event) return refuse(event.error());
  mistakes_ = 0;
  answer(user_, *event, around_.hub, around_.store);
}

// The protocol has no event that says what was wrong, so the log does.
void Session::refuse(const samewire::Error& error) {
  ++around_.hub.counts.refused;
  log(user_, "refused a frame: " + error.describe());
  if (++mistakes_ < around_.limits.mistakes) return;
  log(user_, "sent " + std::to_string(mistakes_) + " refused frames in a row");
  close(Closing::PolicyViolation);
}

void Session::write() {
  socket_.async_write(boost::asio::buffer(queue_.front().frame->text),
                      [self = shared_from_this()](error_code error, std::size_t) { self->on_write(error); });
}

void Session::on_write(error_code error) {
  if (error) return cut();
  const Outgoing written = std::move(queue_.front());
  queue_.pop_front();
  if (!queue_.empty()) write();
  if (written.message) attempt([&] { around_.hub.written(*this, *written.message); });
}

// If it fails the client has missed something. It learns that, and can begin anew.
template <class Action>
void Session::attempt(Action&& action) {
  if (!contain(user_, std::forward<Action>(action))) close(Closing::InternalError);
}

// Whatever is under way ends with an error.
void Session::cut() { beast::get_lowest_layer(socket_).close(); }

}  // namespace backend
