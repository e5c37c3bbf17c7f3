{{ doc.before("") }}{{ name.export() }}type {{ name }} = {{ ty }};
