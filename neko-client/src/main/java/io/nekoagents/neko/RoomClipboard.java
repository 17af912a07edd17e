package io.nekoagents.neko;

/** The clipboard over HTTP, where the room says if it refuses. */
record RoomClipboard(Rest rest) implements Clipboard {

    @Override
    public String read() {
        return rest.readClipboard();
    }

    @Override
    public void write(String text) {
        rest.writeClipboard(text);
    }
}
