# ./run in a fresh clone: from nothing (no venv, no data) to the first answer, then a second start. The package cache of pip is not used.
set -eu
port=${PORT:-8765}
folder=$(mktemp -d)
git clone -q . "$folder/p"
cd "$folder/p"
wait_for_answer() {
  start=$(date +%s.%N)
  PIP_NO_CACHE_DIR=1 PORT=$port ./run >"$folder/run.log" 2>&1 &
  runner=$!
  until grep -q "http://127.0.0.1:$port" "$folder/run.log" 2>/dev/null && python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/oppen/2019/')" 2>/dev/null; do
    kill -0 $runner 2>/dev/null || { cat "$folder/run.log"; exit 1; }
    sleep 0.1
  done
  seconds=$(echo "$start $(date +%s.%N)" | awk '{ printf "%.1f", $2 - $1 }')
  echo "$1: $seconds s (limit $2 s)"
  kill -INT $runner
  wait $runner || true
}
wait_for_answer "./run from nothing to the demo's first answer" 90
wait_for_answer "./run again to the first answer" 3
tail -n 40 "$folder/run.log"
rm -rf "$folder"
