#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Lists every file that has text for people in po/POTFILES, collects the texts in po/bellwether.pot
# and merges them into the translations. `update-po.sh --check` only says whether the list is right.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

list_files () {
  echo '# SPDX-License-Identifier: GPL-3.0-or-later'
  ls data/*.desktop.in data/*.metainfo.xml.in data/*.gschema.xml
  { find src -name '*.[ch]' -print0 | xargs -0 grep -lE '\b(N?_|C_|NC_|n?gettext|bw_chart_translate|BW_CHART_WORD|ngettext|g_dngettext|g_dpgettext2) ?\("' || true
    find ui -name '*.ui' -print0 2>/dev/null | xargs -0 -r grep -l 'translatable="yes"' || true; } | LC_ALL=C sort
}

if [ "${1:-}" = --check ]; then
  list_files | diff -u po/POTFILES - && echo 'po/POTFILES is complete'
  exit
fi
list_files >po/POTFILES
grep -v '^#' po/POTFILES >po/.files
xgettext --files-from=po/.files --output=po/bellwether.pot --from-code=UTF-8 --package-name=bellwether \
  --copyright-holder='The Bellwether contributors' --add-comments=Translators \
  --msgid-bugs-address=https://github.com/bellwether/Bellwether/issues \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=ngettext:1,2 --keyword=bw_chart_translate:1c,2 --keyword=BW_CHART_WORD:1c,2 \
  --keyword=g_dngettext:2,3 \
  --flag=_:1:pass-c-format --flag=N_:1:pass-c-format --flag=ngettext:1:pass-c-format --flag=ngettext:2:pass-c-format \
  --flag=g_strdup_printf:1:c-format --flag=g_string_append_printf:2:c-format --flag=g_set_error:4:c-format
rm -f po/.files
# A template's text is never a format, whatever it looks like ("% of equity").
awk 'BEGIN { RS = ""; ORS = "\n\n" } /\n#: ui\/|^#: ui\// && !/#: (src|data)\// { sub (/#, c-format\n/, "") } { print }' \
  po/bellwether.pot >po/.pot
mv po/.pot po/bellwether.pot
grep -v '^#' po/LINGUAS | while read -r language; do
  [ ! -e "po/$language.po" ] || msgmerge --quiet --update --backup=none --no-fuzzy-matching "po/$language.po" po/bellwether.pot
  [ ! -e "po/$language.po" ] || msgfmt --check --statistics -o /dev/null "po/$language.po"
done
