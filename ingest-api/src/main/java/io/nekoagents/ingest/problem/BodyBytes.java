package io.nekoagents.ingest.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;

/** The bytes of a request's body, as many and for as long as allowed. */
public final class BodyBytes {

    private static final int FIRST_ROOM = 16 << 10;

    private BodyBytes() {}

    /**
     * Ends with the deadline however slowly the bytes come: the container's timeout is only between two of them.
     *
     * @throws ProblemException if there are more, they are too slow, or packed
     */
    public static byte[] read(HttpServletRequest request, int mostBytes, Duration longest) {
        if (isPacked(request)) {
            throw ProblemException.packed();
        }
        if (request.getContentLengthLong() > mostBytes) {
            throw ProblemException.tooLong(mostBytes);
        }
        try {
            return read(request.getInputStream(), mostBytes, System.nanoTime() + longest.toNanos());
        } catch (IOException e) {
            throw timedOut(e) ? ProblemException.tooSlow() : ProblemException.unreadable("The body ends too early");
        }
    }

    /** What is packed is longer than it looks. */
    private static boolean isPacked(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    /** Room is made as bytes come: who only claims to have many gets none. */
    private static byte[] read(InputStream in, int mostBytes, long deadline) throws IOException {
        byte[] body = new byte[Math.min(FIRST_ROOM, mostBytes + 1)];
        int length = 0;
        for (int read = 0; read >= 0; read = in.read(body, length, body.length - length)) {
            length += read;
            if (length > mostBytes) {
                throw ProblemException.tooLong(mostBytes);
            }
            if (System.nanoTime() > deadline) {
                throw ProblemException.tooSlow();
            }
            if (length == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(2L * body.length, mostBytes + 1L));
            }
        }
        return Arrays.copyOf(body, length);
    }

    private static boolean timedOut(IOException e) {
        return e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException;
    }
}
