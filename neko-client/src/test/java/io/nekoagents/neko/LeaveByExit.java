package io.nekoagents.neko;

/** A program that enters a fake room and ends without more ado, for what the JVM makes of that. */
final class LeaveByExit {

    private LeaveByExit() {}

    static void main(String[] args) throws Exception {
        boolean closes = args[0].equals("close");
        var neko = new FakeNeko();
        NekoRoom room = NekoRoom.connect(neko.settings(Video.WEBRTC));
        if (closes) {
            room.close();
            neko.close();
        }
        System.exit(0);
    }
}
