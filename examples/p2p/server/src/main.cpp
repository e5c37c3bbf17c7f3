// The backend of the chat: events over a WebSocket, messages in SQLite.
//
// One thread runs everything, so the hub, the store and all sessions need neither locks nor strands: no handler runs
// while another does. What they do takes microseconds; what could take longer, the network, is waited for and never
// blocks.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <sstream>

#include "access.hpp"
#include "console.hpp"
#include "demo.hpp"
#include "hub.hpp"
#include "listener.hpp"
#include "log.hpp"
#include "options.hpp"
#include "store.hpp"

namespace backend {
namespace {

namespace net = boost::asio;
using net::ip::tcp;

void serve(const Options& options) {
  net::io_context context(1);
  Store store(options.database);
  Hub hub(store);
  const Access access(options.tokens, options.origins);
  Listener listener(context, tcp::endpoint(net::ip::make_address(options.address), options.port), access,
                    {options.limits, hub, store});

  const auto quit = [&] {
    listener.stop();
    hub.close([&] { context.stop(); });
  };
  net::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](boost::beast::error_code, int) { quit(); });
  Console console(context, hub, store, quit);
  if (options.input) console.start();
  Demo demo(context, hub);
  if (options.demo) demo.start();

  listener.start();
  std::ostringstream where;
  where << "listening on ws://" << listener.endpoint() << "/events";
  print(where.str());
  context.run();
}

int run(const std::vector<std::string>& words) {
  const auto options = read_options(words);
  if (!options) {
    log("options", options.error() + " (--help prints all options)");
    return 2;
  }
  if (options->help) print(usage);
  else serve(*options);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace backend

int main(int count, char** words) {
  try {
    return backend::run({words + 1, words + count});
  } catch (const std::exception& failure) {
    backend::log("failed", failure.what());
    return EXIT_FAILURE;
  }
}
