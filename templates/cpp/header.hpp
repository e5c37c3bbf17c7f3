{{ preamble }}
#ifndef {{ guard }}
#define {{ guard }}
{% for group in includes %}
{%- for include in group %}
#include {{ include }}
{%- endfor %}
{% endfor %}
{%- if has_deprecated %}
// What is deprecated is still read and written.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#elif defined(_MSC_VER)
#pragma warning(push)
#pragma warning(disable : 4996)
#endif
{% endif %}
{{ body.trim_end() }}
{%- if has_deprecated %}

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#elif defined(_MSC_VER)
#pragma warning(pop)
#endif
{%- endif %}

#endif
