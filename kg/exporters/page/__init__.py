"""What the page is made of: template, style, script, strings, and the Python that fills them.

``src/`` holds the script as small modules; ``app.js`` and ``sigma.bundle.js`` are bundled from it (see
``tests/page/build.mjs``) and say in their first line which sources they were built from.
"""
