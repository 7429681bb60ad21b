package io.faceward.access.web;

import io.faceward.access.Scope;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Scopes as Spring Security has them. */
final class Scopes {

    private Scopes() {}

    /** What somebody may do who may do everything. */
    static List<GrantedAuthority> all() {
        return Arrays.stream(Scope.values()).map(Scopes::authority).toList();
    }

    static String[] names() {
        return Arrays.stream(Scope.values()).map(Scope::authority).toArray(String[]::new);
    }

    /** The scopes among what a token grants. */
    static Collection<GrantedAuthority> authorities(Collection<GrantedAuthority> granted, String prefix) {
        return granted.stream()
                .map(GrantedAuthority::getAuthority)
                .filter(name -> name != null && name.startsWith(prefix))
                .map(name -> Scope.of(name.substring(prefix.length())))
                .flatMap(Optional::stream)
                .map(Scopes::authority)
                .toList();
    }

    static GrantedAuthority authority(Scope scope) {
        return new SimpleGrantedAuthority(scope.authority());
    }
}
