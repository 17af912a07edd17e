package io.nekoagents.desktop.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the bundled pages under {@code /demo/}. */
public final class DemoSite extends Handler.Abstract {

    private static final String PREFIX = "/demo/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String path = Request.getPathInContext(request);
        if (path.equals("/") || path.equals("/demo")) {
            Response.sendRedirect(request, response, callback, PREFIX);
            return true;
        }
        if (!path.startsWith(PREFIX)) {
            return false;
        }
        String name = path.equals(PREFIX) ? "index.html" : path.substring(PREFIX.length());
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !name.matches("[a-z]+\\.[a-z]+")) {
            return false;
        }
        try (InputStream page = DemoSite.class.getResourceAsStream(name)) {
            if (page == null) {
                return false;
            }
            response.setStatus(HttpStatus.OK_200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.write(true, ByteBuffer.wrap(page.readAllBytes()), callback);
            return true;
        }
    }
}
