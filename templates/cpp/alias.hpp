{{ doc.before("") }}using {{ name }}{% if !deprecated.is_empty() %} {{ deprecated }}{% endif %} = {{ ty }};
