/// What older versions of events do not say, and what somebody writes by hand. What these functions throw refuses the frame.
namespace {{ namespace }}::upgrades {
{% for function in functions %}
{{ function.doc.before("") }}{{ function.result }} {{ function.name }}(const {{ function.older }}& {{ function.parameter }});
{% endfor %}
}  // namespace {{ namespace }}::upgrades
