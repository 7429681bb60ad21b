package io.faceward.evaluate.web;

import io.swagger.v3.oas.models.PathItem;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EvaluateOpenApiConfiguration {

    /** What a protection can be told, an evaluation can be told for it. */
    @Bean
    OpenApiCustomizer parametersOfTheProtection() {
        return api -> {
            PathItem evaluate = api.getPaths().get("/evaluate");
            PathItem protect = api.getPaths().get("/protect");
            if (evaluate != null && protect != null) {
                protect.getPost().getParameters().stream()
                        .filter(parameter -> parameter.getIn().equals("query"))
                        .forEach(evaluate.getPost()::addParametersItem);
            }
        };
    }
}
