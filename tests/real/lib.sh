# What the scripts of this folder share; to be sourced. Sets `root`, the
# repository, and `mixgen`, the binary under test ($MIXGEN, else the debug
# build).

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mixgen=${MIXGEN:-${CARGO_TARGET_DIR:-$root/target}/debug/mixgen}

die() {
	echo "${0##*/}: $*" >&2
	exit 2
}

# Runs a stage under a name, keeps its result and time, and goes on.
results=()
failed=0
stage() {
	local name=$1 start=$SECONDS end
	shift
	printf '\n== %s\n' "$name"
	if "$@"; then
		end=ok
	else
		end="FAILED ($?)"
		failed=1
	fi
	results+=("$(printf '%-12s %4ds  %s' "$name" $((SECONDS - start)) "$end")")
	[ "$end" = ok ]
}

# Prints a line for each stage; ends the script.
summary() {
	printf '\n'
	printf '%s\n' "${results[@]}"
	exit "$failed"
}
