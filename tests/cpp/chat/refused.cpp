// What must not compile, each behind its number; without a number all of this compiles.

#include "chat/events.hpp"

#ifndef REFUSED
#define REFUSED 0
#endif

void use(chat::server::PresenceUpdate presence, chat::server::CallEnded ended,
         chat::ServerHandlers handlers) {
  presence.status = chat::types::UserStatus::Away;
  ended.duration_secs = 7;
#if REFUSED == 1
  presence.status = 1;
#elif REFUSED == 2
  presence.status = chat::types::UserStatus::Asleep;
#elif REFUSED == 3
  presence.user_name = "x";
#elif REFUSED == 4
  presence.user_id = std::nullopt;
#elif REFUSED == 5
  ended.duration_secs = "7 s";
#endif
  chat::ServerEvent event = presence;
#if REFUSED == 6
  event = chat::client::Ping{};
#elif REFUSED == 7
  chat::encode(event);
#elif REFUSED == 8
  handlers.pong = [](const chat::server::Ready&) {};
#elif REFUSED == 9
  handlers.no_such_event = nullptr;
#endif
  chat::dispatch(event, handlers);
}
