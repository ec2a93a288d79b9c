package main

import (
	"encoding/binary"
	"os"
	"strconv"
	"unicode"
)

// printable writes how many characters from U+0080 on Go escapes and prints as they are, in turn.
func printable(file string) error {
	var runs []byte
	prints, run := false, uint64(0)
	for letter := rune(0x80); letter <= unicode.MaxRune; letter++ {
		if strconv.IsPrint(letter) != prints {
			runs = binary.AppendUvarint(runs, run)
			prints, run = !prints, 0
		}
		run++
	}
	return os.WriteFile(file, binary.AppendUvarint(runs, run), 0o644)
}
