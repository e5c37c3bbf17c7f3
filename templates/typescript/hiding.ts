{%- if !hiding.is_empty() %}
export { {{ hiding.join(", ") }} };
{% endif %}
{%- if !hiding_types.is_empty() %}
export type { {{ hiding_types.join(", ") }} };
{% endif %}
