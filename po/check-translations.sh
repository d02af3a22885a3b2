#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every text that a user reads can be translated, and the translations are complete: POTFILES names all sources
# with texts, and no message of a freshly extracted template is untranslated, fuzzy or malformed.
# The source tree is only read.
set -u
root=$1
export LC_ALL=C.UTF-8
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

complain()
{
  echo "po: $1" >&2
  failed=1
}

cd "$root" || exit 1

# --- POTFILES ---

keywords='(_|N_|C_|NC_|Q_|P_|d?c?n?gettext|g_d(c|n|p)gettext2?|g_dpgettext)'
{
  grep -rlE --include='*.[ch]' "(^|[^A-Za-z0-9_])$keywords ?\\(" src
  grep -rlE 'translatable="(yes|true)"' ui src data --include='*.ui' --include='*.xml'
  grep -lE 'gettext-domain=' data/*.gschema.xml
  ls data/*.desktop.in data/*.metainfo.xml.in
} | LC_ALL=C sort -u >"$work/sources"
grep -vE '^(#|$)' po/POTFILES | LC_ALL=C sort >"$work/listed"
for file in $(uniq -d "$work/listed"); do
  complain "POTFILES lists $file twice"
done
for file in $(cat "$work/listed"); do
  test -f "$file" || complain "POTFILES lists $file, which is not there"
done
for file in $(comm -23 "$work/sources" "$work/listed"); do
  # A header that only hands a text through has nothing to extract.
  xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=Q_ -o "$work/one.pot" "$file" \
    2>"$work/errors" || cat "$work/errors" >&2
  test -f "$work/one.pot" && complain "POTFILES lacks $file, which has texts to translate"
  rm -f "$work/one.pot"
done
test $failed -eq 0 || exit 1

# --- completeness ---

# The keywords of Meson's preset “glib”.
xgettext --from-code=UTF-8 --add-comments --package-name=steelyard -f po/POTFILES -o "$work/all.pot" \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dcgettext:2 --keyword=g_dngettext:2,3 \
  --keyword=g_dpgettext2:2c,3 2>"$work/errors" || {
  cat "$work/errors" >&2
  exit 1
}
# A macro that xgettext can't look into cuts a message in two, which is then never found.
grep -rnE --include='*.c' '(_|N_|ngettext) ?\("[^"]*" *G_G[A-Z]+[0-9]*_(FORMAT|MODIFIER)' src >"$work/cut" && {
  cat "$work/cut" >&2
  complain 'use PRId64 and its like within translatable texts'
}

show()
{
  # Ids only: what is missing, not how.
  msgattrib "$@" --no-wrap --no-obsolete "$work/merged.po" | sed -n '/^#: /p; /^msgctxt/p; /^msgid /p' | sed 1d
}

# {1}, {2}, {*} … are filled in by the program, so that both sides need the same ones.
places()
{
  msgcat --no-wrap "$1" | awk '
    function sorted(text,   i, j, n, t, found) {
      n = 0
      while (match(text, /\{[a-z0-9*_]+\}/)) {
        found[++n] = substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
      }
      for (i = 1; i <= n; i++)
        for (j = i + 1; j <= n; j++)
          if (found[j] < found[i]) { t = found[i]; found[i] = found[j]; found[j] = t }
      t = ""
      for (i = 1; i <= n; i++)
        if (i == 1 || found[i] != found[i - 1])
          t = t found[i]
      return t
    }
    /^msgid / { id = $0 }
    /^msgstr "/ { if (id != "msgid \"\"" && sorted(id) != sorted($0)) print id }'
}

for language in $(grep -v '^#' po/LINGUAS); do
  po=po/$language.po
  msgfmt --check --check-accelerators=_ -o "$work/$language.mo" "$po" || complain "$po is malformed"
  msgmerge --quiet --no-fuzzy-matching -o "$work/merged.po" "$po" "$work/all.pot" || exit 1
  show --untranslated >"$work/missing"
  test -s "$work/missing" && {
    cat "$work/missing" >&2
    complain "$po lacks the messages above"
  }
  show --only-fuzzy >"$work/fuzzy"
  test -s "$work/fuzzy" && {
    cat "$work/fuzzy" >&2
    complain "$po has the fuzzy messages above"
  }
  places "$work/merged.po" >"$work/places"
  test -s "$work/places" && {
    cat "$work/places" >&2
    complain "$po has other places {…} in the messages above"
  }
done
exit $failed
