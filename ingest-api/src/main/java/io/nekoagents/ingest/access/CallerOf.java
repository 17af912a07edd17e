package io.nekoagents.ingest.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the caller of a request to whoever asks for it. */
public final class CallerOf implements HandlerMethodArgumentResolver {

    private static final String ATTRIBUTE = Caller.class.getName();
    private static final String CHECK = CallerOf.class.getName();

    CallerOf() {}

    static void set(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    static void setCheck(HttpServletRequest request, BooleanSupplier check) {
        request.setAttribute(CHECK, check);
    }

    /**
     * Whether the caller would still be let in with what it has shown: requests that last can outlive keys and tokens.
     */
    public static BooleanSupplier stillAdmitted(HttpServletRequest request) {
        return request.getAttribute(CHECK) instanceof BooleanSupplier check ? check : () -> true;
    }

    /** Empty where a request is let in whoever sent it. */
    public static Optional<Caller> request(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        if (request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("A request that nobody was asked about asks for its caller");
    }
}
