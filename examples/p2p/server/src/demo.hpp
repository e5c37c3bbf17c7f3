// A small conversation that plays by itself, so that there is something to see.

#ifndef BACKEND_DEMO_HPP
#define BACKEND_DEMO_HPP

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>

#include "hub.hpp"

namespace backend {

/// Alice and bob write to each other, again and again, as long as one of them is online to see it. It has to live as
/// long as the context runs.
class Demo {
 public:
  Demo(boost::asio::io_context& context, Hub& hub) : timer_(context), hub_(hub) {}

  void start();

 private:
  void after(std::chrono::milliseconds time, void (Demo::*step)());
  void begin_to_type();
  void write();

  boost::asio::steady_timer timer_;
  Hub& hub_;
  std::size_t line_ = 0;
};

}  // namespace backend

#endif
