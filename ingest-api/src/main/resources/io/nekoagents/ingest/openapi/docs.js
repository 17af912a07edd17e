SwaggerUIBundle({url: "/openapi.json", dom_id: "#interface", persistAuthorization: false, tryItOutEnabled: true});
