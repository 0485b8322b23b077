# Replaces each {{NAME}} with the value of the environment variable NAME, escaped for HTML and XML.
function escaped(text) {
  gsub(/&/, "\\&amp;", text)
  gsub(/</, "\\&lt;", text)
  gsub(/>/, "\\&gt;", text)
  gsub(/"/, "\\&quot;", text)
  return text
}
{
  rest = $0
  line = ""
  while (match(rest, /[{][{][A-Z_]+[}][}]/)) {
    name = substr(rest, RSTART + 2, RLENGTH - 4)
    if (!(name in ENVIRON)) {
      print "cert-site: " FILENAME " wants " name ", which is not set" > "/dev/stderr"
      exit 1
    }
    line = line substr(rest, 1, RSTART - 1) escaped(ENVIRON[name])
    rest = substr(rest, RSTART + RLENGTH)
  }
  print line rest
}
